"""Outside firms, each held by the line that has its expertise and answers for it."""

VENDORS = [
    {"code": "norvik", "name": "Norvik Consulting", "held_by": "erp-engineering"},
    {"code": "cloud-vendor", "name": "Stratus Nord, cloud vendor", "held_by": "operations"},
    {"code": "edi-provider", "name": "Handelsnetz, EDI provider", "held_by": "integration-engineering"},
    {"code": "learning-firm", "name": "Lernwerk, learning firm", "held_by": "projects"},
    {"code": "design-studio", "name": "Studio Halm, interface design", "held_by": "commerce-engineering"},
]
