"""Sizes that keep a file readable in one sitting. The figures stand in docs/decisions/."""

from statistics import median, quantiles

from . import sources

FILES = sources.files(*sources.WINGS)
FUNCTIONS = [(path, function) for path in FILES for function in sources.functions(path)]


def test_no_file_is_longer_than_400_lines() -> None:
    everything = FILES + sources.files("tests", "deploy")
    long = {sources.shown(path): sources.line_count(path) for path in everything}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_no_function_is_longer_than_60_lines() -> None:
    long = {
        f"{sources.shown(path)}:{function.name}": sources.length(function)
        for path, function in FUNCTIONS
        if sources.length(function) > 60
    }
    assert long == {}


def test_the_usual_file_is_short() -> None:
    # Empty __init__ files would flatter the figure.
    sizes = [lines for path in FILES if (lines := sources.line_count(path)) > 0]
    assert median(sizes) < 80
    assert quantiles(sizes, n=10)[-1] < 250


def test_the_usual_function_is_short() -> None:
    assert median(sources.length(function) for _, function in FUNCTIONS) < 10


def test_views_only_call() -> None:
    views = [
        (path, function)
        for path, function in FUNCTIONS
        if path.name == "views.py" or "views" in path.parts[:-1]
    ]
    long = {
        f"{sources.shown(path)}:{function.name}": sources.length(function)
        for path, function in views
        if sources.length(function) > 25
    }
    assert long == {}


def test_every_function_is_annotated() -> None:
    bare = [
        f"{sources.shown(path)}:{function.lineno} {function.name}"
        for path, function in FUNCTIONS
        if function.returns is None
    ]
    assert bare == []
