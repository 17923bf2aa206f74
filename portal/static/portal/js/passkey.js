/* What the browser said of a passkey, told in the page: allauth's script only logs it.
   Without script or without passkeys the buttons say so and the other ways stay. */
(function () {
  var tell = document.querySelector('[data-passkey-error]')
  if (!tell) return
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    tell.hidden = false
    tell.focus()
  })
  if (!window.PublicKeyCredential) {
    document.querySelectorAll('[data-passkey]').forEach(function (part) { part.hidden = true })
  }
})()
