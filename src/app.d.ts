declare global {
  namespace App {
    interface PageState {
      /** The sheet that lies over the page. */
      sheet?: string;
    }
  }
}

export {};
