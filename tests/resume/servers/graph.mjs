// The graph that langgraph.mjs serves: it writes each word into the stream mode "custom".
import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { pause, WORDS } from "./words.mjs";

async function answer(_state, { writer }) {
  for (const text of WORDS) {
    await pause();
    writer({ text });
  }
  return {};
}

const State = Annotation.Root({ question: Annotation() });

export const graph = new StateGraph(State).addNode("answer", answer).addEdge(START, "answer").addEdge("answer", END).compile();
