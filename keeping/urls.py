app_name = "keeping"
urlpatterns = []
