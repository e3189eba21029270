// What a tab keeps across a reload. Each tab has its own, so two tabs are two people.
const KEY = "wall";
const MAX_ROWS = 60;
const MAX_PEOPLE = 100;

const FRESH = { name: "", followed: [], lastEventId: "", people: [], rows: [] };

export function createSession() {
  const session = { ...FRESH, ...JSON.parse(sessionStorage.getItem(KEY)) };

  const save = () => sessionStorage.setItem(KEY, JSON.stringify(session));

  return Object.assign(session, {
    save,

    /** Rows and last event ID are saved together: after a reload nothing is missing, and nothing is there twice. */
    keep(row, lastEventId) {
      session.rows = [row, ...session.rows].slice(0, MAX_ROWS);
      session.lastEventId = lastEventId;
      save();
    },

    /** Whether this is somebody new. */
    meet(name) {
      if (name === session.name || session.people.includes(name) || session.people.length >= MAX_PEOPLE) return false;
      session.people = [...session.people, name];
      save();
      return true;
    },

    follow(name, isOn) {
      session.followed = session.followed.filter((one) => one !== name).concat(isOn ? name : []);
      save();
    },

    forget() {
      Object.assign(session, FRESH);
      sessionStorage.removeItem(KEY);
    },
  });
}
