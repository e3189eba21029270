// A page without a member.
