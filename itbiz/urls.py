"""Every address of the installation: each app brings its own."""

urlpatterns = []
