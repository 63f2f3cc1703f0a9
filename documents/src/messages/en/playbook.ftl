### Playbooks for managers of a persona.
