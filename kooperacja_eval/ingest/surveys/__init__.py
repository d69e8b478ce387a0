"""Surveys: what platforms export, to respondents, answers, and the questionnaire they answered."""
