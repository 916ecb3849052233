"""Reminders through the system's scheduler, so that the program need not run in the background."""

from __future__ import annotations

from trainer.reminders.crontab import Crontab
from trainer.reminders.reminder import Reminder, ReminderError, Scheduler
from trainer.reminders.units import launchd, systemd

__all__ = ["Crontab", "Reminder", "ReminderError", "Scheduler", "launchd", "systemd"]
