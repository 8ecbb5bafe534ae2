"""What runs by itself, and when, in Dutch time. `task` is the dotted path of a task without arguments."""

from weerbaar.foundation.jobs.schedule import Line

SCHEDULE = (
    Line(job="alarm", cron="*/5 * * * *", task="weerbaar.confidential.cases.tasks.sound_alarm"),
    Line(job="remind-of-deadlines", cron="*/15 * * * *", task="weerbaar.confidential.cases.tasks.remind_of_deadlines"),
    Line(job="remind-of-plans", cron="25 * * * *", task="weerbaar.confidential.incidents.tasks.remind_of_plans"),
    Line(job="remind-of-appointments", cron="15 8 * * *", task="weerbaar.outreach.appointments.tasks.send_reminders"),
    Line(job="read-calendars", cron="*/20 * * * *", task="weerbaar.team.network.tasks.read_calendars"),
    Line(job="read-mailbox", cron="*/5 * * * *", task="weerbaar.foundation.jobs.tasks.read_mailbox"),
    Line(job="look-after-asks", cron="40 8 * * *", task="weerbaar.outreach.sessions.tasks.look_after_asks"),
    Line(job="remind-of-reports", cron="45 8 * * *", task="weerbaar.outreach.sessions.tasks.remind_of_reports"),
    # Every hour, not every night: what appears by day must be the lot's as often as somebody's.
    Line(job="draw-pauses", cron="17 * * * *", task="weerbaar.team.quiet.tasks.let_the_lot_decide"),
    Line(job="remind-of-surveys", cron="10 9 * * 1-5", task="weerbaar.outreach.surveys.tasks.remind"),
    Line(job="purge", cron="10 3 * * *", task="weerbaar.foundation.privacy.tasks.purge_at_night"),
    Line(job="sweep-lost-files", cron="20 3 * * *", task="weerbaar.confidential.cases.tasks.sweep_lost_files"),
    Line(job="end-recoveries", cron="*/30 * * * *", task="weerbaar.confidential.cases.tasks.end_recoveries"),
    Line(job="look-for-orphans", cron="50 3 * * *", task="weerbaar.confidential.cases.tasks.look_for_orphans"),
    Line(job="end-terms-of-cases", cron="30 3 * * *", task="weerbaar.confidential.cases.tasks.end_terms"),
    Line(job="mail-week", cron="30 7 * * 1", task="weerbaar.outreach.campaign.tasks.mail_week"),
    Line(job="merge-organisations", cron="15 0 * * *", task="weerbaar.outreach.campaign.tasks.merge_organisations"),
    # After the nightly purge of privacy; before anybody looks.
    Line(job="prune-finished-tasks", cron="40 3 * * *", task="weerbaar.foundation.jobs.tasks.prune_finished"),
)
