"""Samples: shares, means and scores of a survey, its weights, and changes between waves.

Whatever says how far a sample speaks for its population belongs here: intervals, weights, design
effects, tests of two samples and the choices that other programs make in them; and how small a part
of it is too small to be told about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from research.statistics.samples.calibration import Calibration
    from research.statistics.samples.comparisons import (
        CRUNCH,
        SPSS,
        SPSS_EFFECTIVE,
        STANDARD,
        Comparison,
    )
    from research.statistics.samples.corrections import adjusted
    from research.statistics.samples.estimates import (
        SurveyEstimate,
        survey_quantile,
        survey_ratio,
        survey_total,
    )
    from research.statistics.samples.intervals import newcombe, normal_quantile, wilson
    from research.statistics.samples.linearisation import SurveyMean, survey_mean
    from research.statistics.samples.net_promoter import (
        Nps,
        NpsDifference,
        nps,
        nps_difference,
        nps_interval,
    )
    from research.statistics.samples.planning import Precision, plan_mean, plan_nps, plan_share
    from research.statistics.samples.power import (
        Power,
        plan_mean_difference,
        plan_nps_difference,
        plan_share_difference,
    )
    from research.statistics.samples.raking import Raking, rake
    from research.statistics.samples.ratings import classify
    from research.statistics.samples.suppression import Suppression
    from research.statistics.samples.trends import compare_several_waves, wave_trend
    from research.statistics.samples.waves import compare_waves
    from research.statistics.samples.weights import WeightSummary, effective_size, summarise_weights
else:
    from research.faces import face

    __getattr__, __dir__ = face(__name__)

__all__ = [
    "CRUNCH",
    "SPSS",
    "SPSS_EFFECTIVE",
    "STANDARD",
    "Calibration",
    "Comparison",
    "Nps",
    "NpsDifference",
    "Power",
    "Precision",
    "Raking",
    "Suppression",
    "SurveyEstimate",
    "SurveyMean",
    "WeightSummary",
    "adjusted",
    "classify",
    "compare_several_waves",
    "compare_waves",
    "effective_size",
    "newcombe",
    "normal_quantile",
    "nps",
    "nps_difference",
    "nps_interval",
    "plan_mean",
    "plan_mean_difference",
    "plan_nps",
    "plan_nps_difference",
    "plan_share",
    "plan_share_difference",
    "rake",
    "summarise_weights",
    "survey_mean",
    "survey_quantile",
    "survey_ratio",
    "survey_total",
    "wave_trend",
    "wilson",
]
