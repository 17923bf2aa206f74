from django.db import models


class Mark(models.Model):
    """What a job leaves behind. Deliberately not unique: a double must show."""

    number = models.IntegerField()
