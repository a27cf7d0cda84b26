/** Colour as a capability that is handed down: meaning never rests on it. */

export type Colour = 'red' | 'green' | 'yellow' | 'magenta' | 'dim' | 'bold';

/** `text` in that colour, or plain when colour is off. */
export type Paint = (colour: Colour, text: string) => string;

export const plain: Paint = (_, text) => text;
