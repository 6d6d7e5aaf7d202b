#!/usr/bin/env python3
"""Run itbiz's management commands."""

import os
import sys


def main():
    """Hand the command line over to Django; a setting that is wrong ends it with its sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "itbiz.settings")
    from django.core.management import execute_from_command_line

    from itbiz.core.env import WrongSetting

    try:
        execute_from_command_line(sys.argv)
    except WrongSetting as wrong:
        sys.exit(f"itbiz does not start: {wrong}")


if __name__ == "__main__":
    main()
