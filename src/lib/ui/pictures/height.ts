import { layoutBars } from './bar-layout.ts';
import { layoutCalendar } from './calendar-layout.ts';
import { layoutFlows } from './flow-layout.ts';
import { layoutMap } from './map-layout.ts';
import { layoutYears } from './year-layout.ts';
import type { Picture } from './picture.ts';

export function heightOf(picture: Picture, width: number): number {
  switch (picture.kind) {
    case 'flow':
      return layoutFlows(picture, width).height;
    case 'years':
      return layoutYears(picture, width).height;
    case 'calendar':
      return layoutCalendar(picture, width).height;
    case 'map':
      return layoutMap(picture, width).height;
    case 'bars':
      return layoutBars(picture, width).height;
  }
}
