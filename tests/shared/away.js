// A page without a member.
document.title = "away";
