-- What a screen reader says: an arrow is read out as what it means.

local formats = require("look.formats")

local ARROWS = { ["▲"] = "higher", ["▼"] = "lower" }

return function(span)
  return span:walk({
    Str = function(str)
      local meaning = ARROWS[str.text]
      if not meaning then return nil end
      return formats.inline(('<span role="img" aria-label="%s">%s</span>'):format(meaning, str.text))
    end,
  })
end
