from datetime import timedelta

from django.db import migrations, models


def ask_again(apps, schema_editor):
    """A case in which danger was told before the question had rows of its own gets its second look."""
    Case = apps.get_model('cases', 'Case')
    DangerCheck = apps.get_model('cases', 'DangerCheck')
    cases = Case.objects.filter(danger=True, danger_checks=None, team__isnull=False)
    DangerCheck.objects.bulk_create(
        DangerCheck(
            case_id=case.pk,
            team_id=case.team_id,
            answer='yes',
            asked_at=case.opened_at,
            look_again_at=case.opened_at + timedelta(hours=1),
        )
        for case in cases
    )


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_first_words_to_police_file'),
    ]

    operations = [
        migrations.AddField(
            model_name='dangercheck',
            name='alarmed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(ask_again, migrations.RunPython.noop),
    ]
