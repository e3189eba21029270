import { Component, InjectionToken, inject, signal } from "@angular/core";
import { Chat } from "./chat.js";
import { Feed } from "./feed.js";

export const ORIGIN = new InjectionToken<string>("origin");

@Component({
  selector: "app-root",
  imports: [Chat, Feed],
  template: `
    <button id="toggle" (click)="isShown.set(!isShown())"></button>
    <button id="again" (click)="renders.set(renders() + 1)"></button>
    @for (name of ["a", "b", "gone"]; track name) { <button [id]="name" (click)="room.set(name)"></button> }
    <i id="renders">{{ renders() }}</i>
    @if (isShown()) {
      <div id="shown">
        <app-feed [url]="origin + '/feed/' + room()" />
        <app-chat />
      </div>
    }
  `,
})
export class App {
  protected readonly origin = inject(ORIGIN);
  protected readonly isShown = signal(true);
  protected readonly room = signal("a");
  protected readonly renders = signal(0);
}
