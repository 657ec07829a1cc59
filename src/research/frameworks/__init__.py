"""The field's own methods: frames in, frames out; no study, no file, their words beside them.

accounts
    which accounts come first, seen with the customer's sentiment
accounts_plan
    one key account on one page
accounts_portfolio
    key accounts by what they could become, and the portfolio of each manager
actions
    an action register: open, overdue, done, and with whom the loop is closed
briefs
    what an account team notes of its customer: its goals, the value brought, the targets
capability
    assessed scores of firms, and the benchmark that they make
capability_items
    item-level assessments: evidence weighted by drivers, rolled up to scores
capability_reading
    capability and relationship quality, read together
capability_route
    which themes a firm works on in which year
capability_standing
    where one firm stands in words, its level, its target and the gap to it
changes
    an order of priorities from one edition to the next
coding
    coded comments: where two readers part, and who reports a problem
control
    control charts: which periods lie beyond what chance alone would bring
engagement
    engagement of staff against scores of their customers, unit by unit
health
    health of accounts out of survey, product and service, and alerts after low scores
integrity
    six threats to the integrity of the data, each as a light with its number and what to do
integrity_absent
    what those who did not answer look like, and how evenly a survey was answered
integrity_anchors
    the same made-up case rated by everybody: own ratings placed among those of vignettes
integrity_answers
    speeders, straight-liners, copies and contradictions
integrity_blanks
    what those who were asked left blank, by question, section and person
integrity_frames
    frames of people invited and of respondents: columns that must be there
integrity_named
    how much higher named answers are than anonymous ones
integrity_reach
    whom to invite next time: accounts heard by too few, roles that nobody spoke for
integrity_response
    who answered of those invited: rates, target, last time, coverage of the frame
integrity_scale
    how countries use a scale: raw and standardised ratings side by side
integrity_weights
    response weights: the inverse of response in cells
introducing
    who could introduce whom at one account: promoters, there and at its sister accounts
loyalty
    accounts' sentiment joined with renewal and growth, group by group
loyalty_ladder
    one difference in loyalty, from crude to adjusted
loyalty_retention
    how long customers stay
loyalty_scan
    differences that turn round among firms that are alike
loyalty_stake
    what it would be worth if detractors became passive
maturity
    totals of a self-assessment, the bands and stages that they come to
maturity_actions
    an action sheet: what is done, what is overdue
maturity_path
    where a company stands among firms, and what is between it and the next stage
maturity_raters
    several raters of one company: together, apart, by unit
operations
    tickets and delays at accounts: what came before an answer, and who owns its cause
personas
    types of contacts by rule: by what they are satisfied with, would do and know
pilot
    a pilot before and after, against accounts that were not in it
planning
    plans for accounts: unlike pairs, promoters who were asked, introductions, potential
priorities
    what respondents put first, overall and by group
reconstructions
    which verdicts stand whatever the unpublished answers were
relationship
    quality scores of accounts, and the category each belongs to
relationship_change
    what has changed between a supplier's own two surveys: scores, and accounts that moved
relationship_export
    accounts, contacts, scores and verbatims as a customer system takes them
relationship_kinds
    which kind of ambivalent, stalker or opponent an account is, and what that asks for
relationship_loop
    whom to meet after a survey, and what to do
relationship_money
    what accounts bring and cost by the category of their relationship
relationship_position
    where a supplier stands among others, and how surely
relationship_premium
    how much dearer a supplier may be before a contact looks elsewhere, by category
relationship_referrals
    whom to ask for what, of promoters who may be named
roi
    what a programme for accounts returns, how surely, and what moves it
separability
    which places and which differences of groups the answers bear out
standings
    from which score a firm is among the best tenth, the best quarter or the average
touchpoints
    experience by touchpoint and period, held against control limits
verbatims
    what respondents said, and how much of them may stand under it
voices
    the same asked in several places, side by side
whitespace
    lines of business that accounts buy of rivals, strongholds, and segments that value more

Not public yet. These modules serve the chapters and take columns as the editions here name them.
They have no face, and their names and columns move without notice until more methods have shown
what they have in common. In a notebook of your own, call the chapter that uses a method
(`research.chapters`) or the statistics below it (`research.statistics`): these are public.
"""
