"""Pages of the catalog: the list of services, one service, and the forms that change it."""
