"""Fifty quotes at once: what is asked."""

from asynclings.probes import Progress, Rendezvous, Service, proves

FIFTY = [f"S{number:02}" for number in range(50)]

#: Those that come first are the slowest, so that the last one arrives first.
SYMBOLS = list("ABCDEFGHIJKL")
SECONDS = {symbol: 1.2 - 0.1 * number for number, symbol in enumerate(SYMBOLS)}
PRICES = {symbol: 10.0 + number for number, symbol in enumerate(SYMBOLS)}


async def test_all_quotes_are_in_flight_at_the_same_time(submission):
    """All quotes are in flight at the same time, so that they take as long as the slowest one."""
    quote = Service("quote", 1.0, returns=10.0, meets=Rendezvous(50))

    await submission.fetch_prices(FIFTY, quote)

    assert quote.peak == 50, "how many quotes were in flight together"


async def test_every_price_stands_under_its_own_symbol(submission):
    """Return the price of every symbol, as `quote(symbol)` gives it, by symbol."""
    quote = Service("quote", SECONDS, returns=PRICES)

    prices = await submission.fetch_prices(SYMBOLS, quote)

    assert prices == PRICES


async def test_they_take_as_long_as_the_slowest_quote(submission, timeline, pace):
    """All quotes are in flight at the same time, so that they take as long as the slowest one."""
    fast, slow, medium = pace(1.0, 5.0, 3.0)
    quote = Service("quote", {"AAPL": fast, "MSFT": slow, "NVDA": medium}, returns=1.0)
    returned = Progress("returned")

    await submission.fetch_prices(["AAPL", "MSFT", "NVDA"], quote)
    returned()

    assert timeline == {
        "quote AAPL": (0, fast),
        "quote MSFT": (0, slow),
        "quote NVDA": (0, medium),
        "returned": slow,
    }


async def test_the_symbols_keep_the_order_of_their_first_appearance(submission):
    """The dict has the symbols in the order in which each of them first appears."""
    quote = Service("quote", SECONDS, returns=PRICES)

    prices = await submission.fetch_prices([*SYMBOLS, "G", "A"], quote)

    assert list(prices) == SYMBOLS


async def test_a_symbol_that_occurs_twice_is_asked_for_once(submission):
    """A symbol that occurs twice is asked for once."""
    quote = Service("quote", 1.0, returns=PRICES)

    await submission.fetch_prices(["A", "B", "A"], quote)

    assert sorted(quote.calls) == [("A",), ("B",)]


async def test_no_symbols_give_an_empty_dict(submission):
    """No symbols give an empty dict."""
    quote = Service("quote", 1.0, returns=PRICES)

    prices = await submission.fetch_prices([], quote)

    assert prices == {}


def paired_with(calls):
    """Return the prices as they come out when they are zipped with SYMBOLS in this order."""
    return dict(zip(SYMBOLS, (PRICES[call.args[0]] for call in calls), strict=False))


@proves("late-binding", next_step="Give the symbol to the function as an argument.")
def only_the_last_symbol_was_asked_for(seen):
    """Every quote was for the last symbol of the list."""
    asked = seen.args("quote")
    return len(asked) > 1 and set(asked) == {(SYMBOLS[-1],)}


@proves("as-completed-identity", next_step="Let a coroutine return the symbol with its price.")
def prices_stand_in_the_order_of_completion(seen):
    """The first symbol has the price that arrived first, the second the next, and so on."""
    arrived = sorted(seen.calls("quote"), key=lambda call: call.end or 0)
    return is_mixed_up(seen) and seen.happened == paired_with(arrived)


@proves("lost-mapping", next_step="Zip the prices with exactly the list that you asked for.")
def prices_stand_in_the_order_of_the_questions(seen):
    """The quotes were asked for in another order than the one the prices are paired with."""
    return is_mixed_up(seen) and seen.happened == paired_with(seen.calls("quote"))


def is_mixed_up(seen):
    """Tell whether prices stand under the wrong symbols."""
    return isinstance(seen.happened, dict) and seen.happened != seen.expected


@proves("order-by-completion")
def symbols_stand_in_the_order_of_completion(seen):
    """The symbols stand in the order in which their prices arrived."""
    arrived = sorted(seen.calls("quote"), key=lambda call: call.end or 0)
    in_order = [call.args[0] for call in arrived]
    return seen.rule.startswith("the_symbols_keep") and seen.happened == in_order
