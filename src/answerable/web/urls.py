"""Every address of the web.

Of allauth only what accounts here need is reachable: no sign-up, no addresses, no reset by mail. The names are
allauth's own, because it looks its pages up by them.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, URLResolver, path

from answerable.web import health
from answerable.web.api.main import api
from answerable.web.desk.registry import URLPATTERNS
from answerable.web.views import admin, decisions, duties, front, notices, sessions, tokens

_SIGNING_IN: list[URLPattern | URLResolver] = [
    path("account/sign-in/", account.login, name="account_login"),
    path("account/sign-in/code/", factors.authenticate, name="mfa_authenticate"),
    path("account/sign-in/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("account/sign-out/", account.logout, name="account_logout"),
    path("account/closed/", account.account_inactive, name="account_inactive"),
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path("account/again/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("account/again/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
_OWN_ACCOUNT: list[URLPattern | URLResolver] = [
    path("account/", factors.index, name="mfa_index"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/code/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/code/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/recovery/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/recovery/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("account/passkeys/new/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/name/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/sessions/", sessions.sessions, name="sessions"),
    path("account/sessions/<int:number>/end/", sessions.end_session, name="end_session"),
    path("account/tokens/", tokens.token_list, name="tokens"),
    path("account/tokens/new/", tokens.token_new, name="token_new"),
    path("account/tokens/<str:id>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("account/resets/seen/", sessions.resets_seen, name="resets_seen"),
    path("account/contacts/", notices.contacts, name="contacts"),
    path("account/contacts/<int:number>/", notices.contact, name="contact"),
    path("account/contacts/<int:number>/try/", notices.try_contact, name="try_contact"),
    path("account/contacts/<int:number>/remove/", notices.remove_contact, name="remove_contact"),
    path("notices/", notices.notices, name="notices"),
    path("notices/duty/<path:duty>/", notices.duty, name="notice_duty"),
]
_WORK: list[URLPattern | URLResolver] = [
    path("duties/", duties.duties, name="duties"),
    path("decisions/<str:id>/", decisions.decision, name="decision"),
]
_ADMINISTRATORS: list[URLPattern | URLResolver] = [
    path("admin-accounts/", admin.account_list, name="admin_accounts"),
    path("admin-accounts/new/", admin.account_new, name="admin_account_new"),
    path("admin-accounts/<str:name>/<str:act>/", admin.account_act, name="admin_account_act"),
    path("admin-status/", admin.status, name="admin_status"),
    path("admin-audit/", admin.trail, name="admin_audit"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.front, name="front"),
    path("language/", front.language, name="language"),
    path("more/", front.more, name="more"),
    *health.urlpatterns,
    *_SIGNING_IN,
    *_OWN_ACCOUNT,
    *_WORK,
    *URLPATTERNS,
    path("api/v1/", api.urls),
    *_ADMINISTRATORS,
]
handler400 = "answerable.web.errors.bad"
handler403 = "answerable.web.errors.forbidden"
handler404 = "answerable.web.errors.not_found"
handler500 = "answerable.web.errors.failed"
