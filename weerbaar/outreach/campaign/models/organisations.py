"""The organisations that the Tour visits, and whom we know there."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign.names import full_name


class Office(models.TextChoices):
    """What somebody is there. A letter is written to an office; who holds it changes."""

    MAYOR = "mayor", _("burgemeester")
    KINGS_COMMISSIONER = "kings_commissioner", _("commissaris van de Koning")
    CLERK = "clerk", _("griffier")
    SECRETARY = "secretary", _("secretaris")
    SAFETY_OFFICER = "safety_officer", _("beleidsmedewerker veiligheid")
    ASSISTANT = "assistant", _("bestuursassistent")
    OTHER = "other", _("andere functie")


class FormOfAddress(models.TextChoices):
    """How somebody wants to be written to."""

    MS = "ms", _("mevrouw")
    MR = "mr", _("de heer")
    NONE = "none", _("geen aanspreekvorm")


class Organisation(models.Model):
    """A municipality or province as the Tour knows it: where its post goes. Its name and place stand in the register."""

    authority = models.OneToOneField(
        "authorities.Authority", primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    address_line = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    town = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)


class Contact(models.Model):
    """Somebody we know at an organisation, in an office, from one day until another.

    Whoever left stays until the term of the register passes: what was agreed with them still holds. `merged_into` is
    the other row of the same person, so that a merge can be undone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    office = models.CharField(max_length=20, choices=Office.choices)
    function = models.CharField(max_length=120, blank=True)
    form_of_address = models.CharField(max_length=5, choices=FormOfAddress.choices, default=FormOfAddress.NONE)
    initials = models.CharField(max_length=20, blank=True)
    first_name = models.CharField(max_length=60, blank=True)
    infix = models.CharField(max_length=20, blank=True)
    surname = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    source = models.CharField(max_length=120, blank=True)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="doubles")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(office__in=Office.values), name="campaign_office_is_one_of_ours"),
            models.CheckConstraint(
                condition=Q(form_of_address__in=FormOfAddress.values), name="campaign_form_of_address_is_one_of_ours"
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(from_on__lte=F("until_on")),
                name="campaign_contact_begins_before_the_end",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="campaign_contact_not_into_itself"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "office", "until_on"], name="campaign_holder_of_office")]

    def __str__(self) -> str:
        return full_name(self)
