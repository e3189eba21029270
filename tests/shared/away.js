// A page without a member.
export {};
