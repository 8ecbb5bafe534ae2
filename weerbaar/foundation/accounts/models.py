"""Who works here. What they may read is not decided here but by the keys that were given to their holder."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from weerbaar.foundation.accounts.roles import Permission, Role, permissions_of
from weerbaar.foundation.database.prepared import prepared


class AccountManager(BaseUserManager["Account"]):
    def working(self) -> models.QuerySet["Account"]:
        """Accounts that were not deactivated."""
        return self.filter(deactivated_at=None)


class Account(AbstractBaseUser):
    """A staff member. The passphrase is nowhere: who knows it can open the holder's key, and that is the proof."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField()
    name = models.CharField(max_length=120)
    holder = models.OneToOneField("vault.Holder", on_delete=models.PROTECT, related_name="account")
    joined_at = models.DateTimeField()
    recovery_kept_at = models.DateTimeField(null=True, blank=True)
    deactivated_at = models.DateTimeField(null=True, blank=True)
    deactivated_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    session_stamp = models.UUIDField(default=uuid.uuid4, editable=False)

    # No password hash and no "last seen": neither is needed, so neither is kept.
    password = None  # type: ignore[assignment]
    last_login = None

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            # Who left can be invited again at the same address, with a new key.
            models.UniqueConstraint(
                fields=["email"], condition=Q(deactivated_at=None), name="email_is_of_one_working_account"
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="account_email_is_lower_case"),
            models.CheckConstraint(
                condition=Q(deactivated_at=None, deactivated_by=None)
                | Q(deactivated_at__isnull=False, deactivated_by__isnull=False),
                name="account_deactivated_at_and_by_go_together",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.deactivated_at is None

    @property
    def bearer(self) -> str:
        """Who this is, for the audit and the keyring."""
        return f"account:{self.pk}"

    @cached_property
    def roles(self) -> frozenset[Role]:
        # A list of accounts comes with the assignments of all of them.
        if "role_assignments" in vars(self).get("_prefetched_objects_cache", {}):
            return frozenset(Role(assignment.role) for assignment in self.role_assignments.all())
        return frozenset(map(Role, _roles_of(self.pk)))

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(set(self.roles))

    @property
    def main_role(self) -> str:
        """The first of the roles in the order of the role screen: the one that the audit and the client see."""
        return next((role.value for role in Role if role in self.roles), "")

    @property
    def role_labels(self) -> list[str]:
        return [str(role.label) for role in Role if role in self.roles]

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django signs a person out everywhere when this changes.
        return salted_hmac("accounts.session", str(self.session_stamp), secret=secret, algorithm="sha256").hexdigest()


class RoleAssignment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="role_assignments")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "role"], name="role_is_assigned_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_one_of_ours"),
        ]


@prepared
def _roles_of(account_id: uuid.UUID) -> models.QuerySet[RoleAssignment, str]:
    return RoleAssignment.objects.filter(account_id=account_id).values_list("role", flat=True)


class Invitation(models.Model):
    """A letter with a key in it that works once; only a digest of the key stays here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField()
    name = models.CharField(max_length=120)
    roles = models.JSONField()
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("invited_at")), name="invitation_expires_later"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_is_not_both_used_and_withdrawn"
            ),
        ]


class Session(AbstractBaseSession):
    """A visit: what the browser's cookie points to. Knows whose it is, so that it can be ended; no address, no browser."""

    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.CASCADE, related_name="sessions")
    started_at = models.DateTimeField(null=True, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    @classmethod
    def get_session_store_class(cls) -> type:
        from weerbaar.foundation.accounts.session_store import SessionStore  # noqa: PLC0415 - the store needs the model

        return SessionStore


class KnownDevice(models.Model):
    """A browser that this account signed in with before. Holds no name and no address: a digest of a random cookie."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="known_devices")
    token_digest = models.CharField(max_length=64)
    last_used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "token_digest"], name="device_is_known_once")]


class AttemptCount(models.Model):
    """How often it went wrong since it last went right, under a name that nobody can turn back into a person."""

    key = models.CharField(primary_key=True, max_length=64)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()


class UsedForm(models.Model):
    """A form that was sent, by a keyed digest of it: sent again from the same page, it is known. `leads_to` is sealed."""

    digest = models.BinaryField(primary_key=True, max_length=32)
    leads_to = models.TextField(blank=True)
    used_at = models.DateTimeField()
