"""The one-page summary of a child or a context: what somebody who has never met them must grasp at once.

Nothing is written for it. Every line is read from a record as it stands, through the one door, and leads to where it is
read whole. `SUMMARY_MOST` keeps it to one printed side at normal length; what does not fit is a click away.
"""
