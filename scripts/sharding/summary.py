"""Adds the summaries of shards up to one of the same shape, and tells by one what to do."""

import json

# From the best to the worst: the whole is as its worst part.
STATES = ["finished", "running", "interrupted", "failed"]
# Statuses that outweigh each other, the gravest last.
STATUSES = [0, 3, 75, 130, 143, 1, 2]
COUNTS = [
    "rows", "success_count", "error_count", "contacts_created", "list_contacts_created", "updated",
    "unchanged", "duplicates", "skipped_opted_out", "skipped_blocked", "journeys_enrolled", "resumed"]
# What stops a shard's import with status 75 and would stop another attempt, too.
FINAL_CODES = {"max_cost_reached", "max_enroll_reached", "too_many_rejects", "provider_refused"}
BY_NAME = ["errors", "warnings", "enrolled"]


def added(job, results, seconds, input_bytes, report, profile):
    """One summary of all shards; `results` have `status` and `summary` (parsed, None without one)."""
    summaries = [result["summary"] for result in results if result["summary"]]
    states = [(result["summary"] or {}).get("state", "failed") for result in results]
    whole = {"job": job, "state": _worst(STATES, states)}
    for key in COUNTS[:3]:
        whole[key] = _sum(summaries, key)
    whole["errors"] = _by_name(summaries, "errors")
    for key in COUNTS[3:-1]:
        whole[key] = _sum(summaries, key)
    whole["warnings"] = _by_name(summaries, "warnings")
    whole["validation"] = _validation(summaries)
    whole["bytes"] = input_bytes
    whole["seconds"] = round(seconds, 3)
    whole["rows_per_second"] = int(whole["rows"] / seconds) if seconds > 0 else 0
    whole |= {"report": report, "rejects": None, "resumed": _sum(summaries, "resumed")}
    whole["inputs"] = [profile]
    if any("enrolled" in one for one in summaries):
        whole["enrolled"] = _by_name(summaries, "enrolled")
    status = exit_status(results)
    whole |= {"exit_status": status, "next": None, "error": _error(results)}
    if status == 75:
        whole["next"] = "run the same command again"
    return whole


def exit_status(results):
    """The gravest; a shard that a signal ended can go on."""
    return _worst(STATUSES, [result["status"] if result["status"] in STATUSES else 75 for result in results])


def _worst(order, found):
    known = [order.index(one) if one in order else len(order) - 1 for one in found]
    return order[max(known)] if known else order[0]


def _sum(summaries, key):
    return sum(one.get(key) or 0 for one in summaries)


def _by_name(summaries, key):
    names = sorted({name for one in summaries for name in one.get(key) or {}})
    return {name: sum((one.get(key) or {}).get(name, 0) for one in summaries) for name in names}


def _validation(summaries):
    """Money adds up in mills, which are whole."""
    parts = [one["validation"] for one in summaries if one.get("validation")]
    names = ["total", "ok", "unreachable", "invalid", "risky", "unknown", "errors", "cached"]
    whole = {name: _sum(parts, name) for name in names}
    mills = sum(round((part.get("total_cost") or 0) * 1_000) for part in parts)
    return whole | {"total_cost": mills / 1_000 if mills else 0}


def _error(results):
    """The error of the first shard that has one, with its place and the number of others."""
    found = [error for result in sorted(results, key=lambda one: one["shard"])
             if (error := _shard_error(result))]
    if not found:
        return None
    others = f" ({len(found) - 1} more shards stopped, too)" if len(found) > 1 else ""
    return found[0] | {"message": found[0]["message"] + others}


def _shard_error(result):
    error = (result["summary"] or {}).get("error")
    if error:
        return {"code": error["code"], "message": f"shard {result['shard']}: {error['message']}"}
    if result["status"] in (0, 3):
        return None
    return {"code": "shard_failed",
            "message": f"shard {result['shard']}: {result['message'] or 'no message'}"}


def is_worth_trying(status, text):
    """Whether another attempt of a shard's import can get further than this one, which ended so."""
    if status < 0:
        return True
    try:
        code = (json.loads(text).get("error") or {}).get("code")
    except ValueError:
        code = None
    return status == 75 and code not in FINAL_CODES
