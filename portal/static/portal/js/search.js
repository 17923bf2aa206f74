/* The search field suggests titles while one types; the key / leads to it.
   Without script, or where a reader saves data, the field is a plain form. */
(function () {
  var me = document.currentScript, words = me.dataset
  var WAIT = 150, LEAST = 2, KEPT = 50
  var connection = navigator.connection || {}

  function made(tag, names, text) {
    var one = document.createElement(tag)
    Object.keys(names).forEach(function (name) { one.setAttribute(name, names[name]) })
    if (text) one.textContent = text
    return one
  }

  function combobox(input) {
    var url = input.dataset.suggest, form = input.form
    var list = made('ul', { id: input.id + '-list', role: 'listbox', 'class': 'suggest',
                            'aria-label': input.labels[0].textContent, hidden: '' })
    var told = made('span', { role: 'status', 'class': 'vh' })
    var known = new Map(), timer = 0, asked = 0, at = -1
    form.append(list, told)
    Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-autocomplete': 'list',
                     'aria-controls': list.id, spellcheck: 'false' })
      .forEach(function (pair) { input.setAttribute(pair[0], pair[1]) })

    function close() {
      list.hidden = true
      at = -1
      input.setAttribute('aria-expanded', 'false')
      input.removeAttribute('aria-activedescendant')
    }

    function choose(next) {
      var options = list.children
      if (options[at]) options[at].setAttribute('aria-selected', 'false')
      at = next < -1 ? options.length - 1 : next >= options.length ? -1 : next
      if (at < 0) { input.removeAttribute('aria-activedescendant'); return }
      options[at].setAttribute('aria-selected', 'true')
      options[at].scrollIntoView({ block: 'nearest' })
      input.setAttribute('aria-activedescendant', options[at].id)
    }

    function show(found) {
      list.textContent = ''
      at = -1
      input.removeAttribute('aria-activedescendant')
      found.forEach(function (each, number) {
        var option = made('li', { id: list.id + number, role: 'option', 'aria-selected': 'false',
                                  'data-url': each.url })
        option.append(made('span', { lang: each.lang }, each.title), made('small', {}, each.kind))
        list.append(option)
      })
      list.hidden = !found.length
      input.setAttribute('aria-expanded', String(!!found.length))
      told.textContent = !found.length ? words.none
        : found.length === 1 ? words.one : words.more.replace('#', found.length)
    }

    function ask() {
      var text = input.value.trim(), mine = ++asked
      if (text.length < LEAST) { close(); told.textContent = ''; return }
      if (known.has(text)) { show(known.get(text)); return }
      fetch(url + '?q=' + encodeURIComponent(text), { credentials: 'same-origin' })
        .then(function (answer) { return answer.ok ? answer.json() : { suggestions: [] } })
        .then(function (answer) {
          if (known.size >= KEPT) known.clear()
          known.set(text, answer.suggestions)
          // A later question, or a field that was left, wants no answer to this one.
          if (mine === asked && document.activeElement === input) show(answer.suggestions)
        })
        .catch(close)
    }

    input.addEventListener('input', function () { clearTimeout(timer); timer = setTimeout(ask, WAIT) })
    input.addEventListener('blur', function () { asked++; clearTimeout(timer); close() })
    input.addEventListener('keydown', function (event) {
      var open = !list.hidden
      if (event.isComposing) return
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        if (!open) { if (event.key === 'ArrowDown') ask(); return }
        event.preventDefault()
        choose(at + (event.key === 'ArrowDown' ? 1 : -1))
      } else if (event.key === 'Escape' && open) {
        event.preventDefault()
        close()
      } else if (event.key === 'Enter' && open && at >= 0) {
        event.preventDefault()
        location.href = list.children[at].dataset.url
      }
    })
    // Before the field loses the focus, which would close the list under the pointer.
    list.addEventListener('mousedown', function (event) { event.preventDefault() })
    list.addEventListener('click', function (event) {
      var option = event.target.closest('[data-url]')
      if (option) location.href = option.dataset.url
    })
  }

  function shortcut(off) {
    document.addEventListener('keydown', function (event) {
      var there = event.target.closest('input, textarea, select, [contenteditable]')
      if (event.key !== '/' || there || event.ctrlKey || event.altKey || event.metaKey || off()) return
      var field = Array.from(document.querySelectorAll('#q, #head-q'))
        .find(function (one) { return one.offsetParent })
      if (!field) return
      event.preventDefault()
      field.focus()
      field.select()
    })
  }

  // A key without Ctrl disturbs who dictates: it can be turned off, in the help on searching.
  function off() { try { return localStorage.getItem('search-key') === 'off' } catch (e) { return false } }
  function button(place) {
    var one = made('button', { type: 'button', 'class': 'btn btn-small' })
    function label() { one.textContent = off() ? words.keyOff : words.keyOn }
    one.addEventListener('click', function () {
      try { localStorage.setItem('search-key', off() ? 'on' : 'off') } catch (e) { /* not kept */ }
      label()
    })
    label()
    place.append(one)
  }

  if (!connection.saveData && window.fetch) {
    document.querySelectorAll('input[data-suggest]').forEach(combobox)
  }
  shortcut(off)
  document.querySelectorAll('[data-search-key]').forEach(button)
})()
