"""Code that tests run in a page: browsers keep its errors to themselves."""

GUARD = """async () => {
    try {
        return {value: await (() => CODE)()};
    } catch (error) {
        return {error: String(error)};
    }
}"""


def guarded(code):
    """A function in JavaScript that gives what some code does, or its error."""
    return GUARD.replace("CODE", code)


def value(answer):
    """What the code gave; there must have been no error."""
    assert "error" not in answer, answer["error"]
    return answer.get("value")
