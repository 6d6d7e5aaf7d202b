"""All services of the demo by the line that offers them, in the order in which they are published."""

from itbiz.demo import (
    services_audit,
    services_commerce,
    services_coordination,
    services_data,
    services_database,
    services_erp,
    services_finance,
    services_integration,
    services_operations,
    services_partnering,
    services_procurement,
    services_projects,
    services_request_ranking,
    services_retail_sales,
    services_security,
    services_service_desk,
    services_small_sites,
    services_supply_chain,
)

MODULES = [
    services_erp,
    services_commerce,
    services_data,
    services_integration,
    services_database,
    services_security,
    services_operations,
    services_service_desk,
    services_projects,
    services_procurement,
    services_coordination,
    services_partnering,
    services_small_sites,
    services_request_ranking,
    services_finance,
    services_supply_chain,
    services_retail_sales,
    services_audit,
]

BY_LINE = {module.LINE: module.SERVICES for module in MODULES}
