declare global {
  namespace App {
    interface PageState {
      /** The sheet that is open over the page. */
      sheet?: string;
    }
  }
}

export {};
