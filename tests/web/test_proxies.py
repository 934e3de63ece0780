"""Who is believed to speak for whom, and how many guesses each may make."""

from tests.web.shown import DUTY, PROOF


def test_proxy_is_believed_who_it_speaks_for_and_nobody_else(serve, call, feed_path, shelf):
    forwarded = {"X-Forwarded-For": "198.51.100.4, 203.0.113.7"}
    with serve(proxies=("127.0.0.1",)) as server:
        assert call(server, feed_path, headers=forwarded).status == 200
    with serve() as server:
        assert call(server, feed_path, headers=forwarded).status == 200
    assert [address for _, _, address in shelf.visits] == ["203.0.113.7", "127.0.0.1"]


def test_guesser_is_stopped_and_still_gets_a_calendar_it_knows(serve, call, feed_path, revoked_path):
    with serve(proxies=("127.0.0.1",)) as server:
        guesser, other = ({"X-Forwarded-For": address} for address in ("203.0.113.7", "203.0.113.8"))
        answers = [call(server, f"/f/guess-{number}/x.ics", headers=guesser) for number in range(62)]
        assert [answer.status for answer in answers] == [404] * 60 + [429] * 2
        assert answers[-1].getheader("Retry-After") == "60"
        assert answers[-1].body.decode().startswith("Có quá nhiều yêu cầu")
        assert call(server, feed_path, headers=guesser).status == 200
        assert call(server, revoked_path, headers=guesser).status == 410
        assert call(server, feed_path + "?period=1999", headers=guesser).status == 404
        assert call(server, "/f/guess/x.ics", headers=other).status == 404


def test_guesses_at_pages_and_calendars_are_counted_together(serve, call, feed_path, shelf):
    pages = ("/s/guess", f"/o/{DUTY.id}/guess", "/o/249-2024.99/guess", "/f/guess/x.ics")
    (known, revoked), duty = (f"/s/{token}" for token in shelf.pages), f"/o/{DUTY.id}/{PROOF}"
    with serve(proxies=("127.0.0.1",)) as server:
        guesser = {"X-Forwarded-For": "203.0.113.7", "Accept": "text/html"}
        asked = [call(server, path, headers=guesser).status for path in pages * 15]
        assert asked == [404] * 60
        for path in pages:
            answer = call(server, path, headers=guesser)
            assert (answer.status, answer.getheader("Retry-After")) == (429, "60")
        served = [call(server, path, headers=guesser).status for path in (known, duty, feed_path, revoked)]
        assert served == [200, 200, 200, 410]
        assert call(server, "/nowhere", headers=guesser).status == 404
