"""The options that say how sure counts are."""

from __future__ import annotations

from typing import Annotated

from .options import COUNTED, Options, option


class UncertaintyOptions(Options):
    """Options that add columns on how sure the counts of deaths are."""

    uncertainty: Annotated[
        str | None,
        option(
            "--uncertainty",
            help="Add how sure the deaths are: range (UCDP's low and high, as bounds) or survey "
            "(with event data: a model from a survey with UCDP's coders). Default: neither.",
            panel=COUNTED,
            metavar="range|survey",
        ),
    ] = None
    level: Annotated[
        float | None,
        option(
            "--level",
            help="The part of the survey model's distribution that an interval holds. "
            "Default: 0.9, from 5% to 95%.",
            panel=COUNTED,
            metavar="LEVEL",
        ),
    ] = None
    draws: Annotated[
        int | None,
        option(
            "--draws",
            help="Draws of each sum of independent events. Default: 10000.",
            panel=COUNTED,
            metavar="NUMBER",
        ),
    ] = None
    seed: Annotated[
        int | None,
        option(
            "--seed",
            help="The seed of the draws: the same seed gives the same figures. Default: 1.",
            panel=COUNTED,
            metavar="NUMBER",
        ),
    ] = None
