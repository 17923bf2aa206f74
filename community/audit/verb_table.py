"""The verbs by category: name, sentence, whether the row notes the client's address.

An app that writes a new verb adds its line here.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Row = tuple[str, str | Promise, bool]

TABLE: dict[str, tuple[Row, ...]] = {
    "session": (
        ("session.login", _("signed in"), True),
        ("session.login_failed", _("a sign-in failed"), True),
        ("session.lockout", _("locked out after too many wrong answers"), True),
        ("session.logout", _("signed out"), True),
    ),
    "account": (
        ("factor.add", _("a factor was added"), True),
        ("factor.remove", _("a factor was removed"), True),
        ("factor.reset", _("recovery codes were made anew"), True),
        ("factor.failed", _("a wrong second factor"), True),
        ("password.change", _("the password was changed"), True),
        ("address.change", _("the mail address was changed"), True),
    ),
    "member": (
        ("person.open", _("an account was opened"), False),
        ("person.state", _("the state of a person was set"), False),
        ("seat.open", _("a seat in an organisation was given"), False),
        ("seat.end", _("a seat in an organisation was ended"), False),
        ("role.give", _("an office was given"), False),
        ("role.end", _("an office was taken back"), False),
        ("team.join", _("a seat on a team's desk was given"), False),
        ("group.join", _("somebody was let into a group"), False),
        ("group.leave", _("a seat in a group was ended"), False),
    ),
    "organisation": (
        ("organisation.register", _("an organisation was registered"), False),
        ("organisation.state", _("the state of an organisation was set"), False),
        ("organisation.lineage", _("a succession or merger was noted"), False),
        ("client.vet", _("a client relation was vetted"), False),
        ("team.found", _("a team was founded"), False),
        ("group.found", _("a group was founded"), False),
    ),
    "joining": (("vetting.open", _("an application was opened"), False),),
    "agreement": (
        ("agreement.publish", _("a version of an agreement was published"), False),
        ("agreement.accept", _("an agreement was accepted"), False),
        ("agreement.end", _("an acceptance was ended"), False),
    ),
    "forum": (
        ("topic.start", _("a topic was started"), False),
        ("topic.reply", _("a reply was written"), False),
        ("topic.raise", _("the label of a topic was raised"), False),
        ("group.write", _("writing in a group"), False),
    ),
    "opening": (
        ("topic.open", _("a TLP:RED topic was opened"), True),
        ("advisory.open", _("a TLP:RED advisory was opened"), True),
    ),
    "advisory": (
        ("advisory.wrote", _("an advisory was written"), False),
        ("advisory.submitted", _("an advisory was submitted"), False),
        ("advisory.returned", _("an advisory was returned to its author"), False),
        ("advisory.approved", _("an advisory was approved"), False),
        ("advisory.released", _("an advisory was released"), False),
        ("advisory.raised", _("the label of an advisory was raised"), False),
        ("advisory.withdrew", _("an advisory was withdrawn"), False),
        ("advisory.named", _("a reviewer of an advisory was named"), False),
        ("advisory.import", _("a foreign advisory was imported"), False),
        ("advisory.show", _("a foreign advisory was shown"), False),
        ("advisory.start", _("starting an advisory"), False),
        ("advisory.write", _("writing an advisory"), False),
        ("advisory.submit", _("submitting an advisory"), False),
        ("advisory.return", _("returning an advisory"), False),
        ("advisory.approve", _("approving an advisory"), False),
        ("advisory.release", _("releasing an advisory"), False),
        ("advisory.raise", _("raising the label of an advisory"), False),
        ("advisory.withdraw", _("withdrawing an advisory"), False),
    ),
    "glass": (
        ("trustee.key", _("a trustee made a key"), True),
        ("glass.ask", _("a trustee asked to break the glass"), True),
        ("glass.confirm", _("a second trustee confirmed: the glass is broken"), True),
        ("glass.share", _("a trustee gave their passphrase for an unsealing"), True),
        ("glass.decline", _("a request to break the glass was declined"), True),
        ("glass.lapse", _("a request to break the glass lapsed"), False),
        ("glass.read", _("a thing was read behind broken glass"), True),
        ("glass.unseal", _("a sealed author was unmasked"), True),
    ),
    "export": (
        ("audit.export", _("the log was exported"), True),
        ("advisory.download", _("a labelled file was downloaded"), True),
    ),
    "network": (
        ("rules.set", _("a rule of the network was set"), False),
        ("audit.broken", _("the check of the log found a change"), False),
        ("demo.start", _("the demo network was seeded"), False),
    ),
}
