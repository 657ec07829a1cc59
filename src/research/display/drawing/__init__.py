"""The kinds of chart, each drawn from a frame; titles and subtitles come from the caller."""
