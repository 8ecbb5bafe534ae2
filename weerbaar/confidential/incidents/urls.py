from django.urls import path

from weerbaar.confidential.incidents.views import bundles, client, evidence, timeline

urlpatterns = [
    path("zaken/<slug:number>/gebeurtenissen/", timeline.timeline, name="timeline"),
    path("zaken/<slug:number>/gebeurtenissen/nieuw/", timeline.add, name="add_incident"),
    path("zaken/<slug:number>/gebeurtenissen/<uuid:incident_id>/", timeline.incident, name="incident"),
    path("zaken/<slug:number>/gebeurtenissen/<uuid:incident_id>/veranderen/", timeline.change, name="change_incident"),
    path("zaken/<slug:number>/bewijs/nieuw/", evidence.bring, name="bring_evidence"),
    path("zaken/<slug:number>/bewijs/<uuid:evidence_id>/", evidence.evidence, name="evidence"),
    path("zaken/<slug:number>/bewijs/<uuid:evidence_id>/koppelen/", evidence.link, name="link_evidence"),
    path("zaken/<slug:number>/bewijs/<uuid:evidence_id>/origineel/", evidence.download, name="download_evidence"),
    path("zaken/<slug:number>/bewijs/<uuid:evidence_id>/bekijken/", evidence.look, name="look_at_evidence"),
    path("zaken/<slug:number>/bewijs/<uuid:evidence_id>/berichten/", bundles.messages, name="messages"),
    path("zaken/<slug:number>/bewijs/<uuid:evidence_id>/lezen/", bundles.read_on, name="read_on"),
    path("terug/gesprek/gebeurtenissen/", client.timeline, name="own_timeline"),
    path("terug/gesprek/gebeurtenissen/nieuw/", client.add, name="add_own_incident"),
    path("terug/gesprek/gebeurtenissen/<uuid:incident_id>/", client.change, name="own_incident"),
    path("terug/gesprek/bewijs/nieuw/", client.bring, name="bring_own_evidence"),
    path("terug/gesprek/bewijs/<uuid:evidence_id>/", client.download, name="own_evidence"),
]
