"""The control: services as the REST framework's own tutorial would list them."""

from rest_framework import serializers
from rest_framework.pagination import PageNumberPagination
from rest_framework.viewsets import ModelViewSet

from catalog.models import Service
from orgchart.models import Line, Unit


class UnitSerializer(serializers.ModelSerializer):
    """All fields of a unit."""

    class Meta:
        model = Unit
        fields = "__all__"


class LineSerializer(serializers.ModelSerializer):
    """All fields of a line, its unit nested."""

    unit = UnitSerializer()

    class Meta:
        model = Line
        fields = "__all__"


class ServiceSerializer(serializers.ModelSerializer):
    """All fields of a service, its line nested."""

    line = LineSerializer()

    class Meta:
        model = Service
        fields = "__all__"


class Pages(PageNumberPagination):
    """Pages of 100."""

    page_size = 100


class ControlViewSet(ModelViewSet):
    """Services without token, right or version, in as few statements as the framework needs."""

    queryset = Service.objects.select_related("line__unit").order_by("id")
    serializer_class = ServiceSerializer
    pagination_class = Pages
    authentication_classes = ()
    permission_classes = ()
    schema = None
