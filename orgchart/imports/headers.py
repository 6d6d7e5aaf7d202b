"""What columns of charts and of lists of people are called, the surest first; see also itbiz/exchange/headers.py."""

UNIT_CODE = ("unit_id", "id", "code", "unit_code", "org_id", "employee_id")
UNIT_NAME = ("unit", "name", "unit_name", "org_unit", "department", "division", "team", "group")
POSITION_HOLDER = ("employee", "employee_name", "full_name")
PARENT = ("parent_id", "parent_code", "reports_to_id", "parent", "parent_unit", "reports_to", "belongs_to")
MANAGER = (
    *("manager", "head", "manager_name", "head_name", "line_manager", "lead", "leader", "boss", "supervisor"),
    *("managed_by", "led_by"),
)
MANAGER_TITLE = ("manager_role", "manager_title", "head_title", "title", "job_title", "position", "role")
MANAGER_EMAIL = ("manager_email", "head_email")
EMAIL = ("email", "e_mail", "mail")
DEPUTIES = ("other_managers", "deputies", "deputy", "co_manager", "co_managers")
HEADCOUNT = ("headcount", "fte")
DESCRIPTION = ("description", "mission", "purpose")

PERSON_ID = ("person_id", "id", "employee_id", "employee_number", "staff_id")
PERSON_NAME = ("person", "name", "person_name", "full_name", "employee", "employee_name")
PERSON_TITLE = ("title", "job_title", "role", "position")
PERSON_EMAIL = ("email", "e_mail", "mail", "email_address")
PERSON_UNITS = ("units", "unit_id", "unit_code", "unit", "department", "team")
