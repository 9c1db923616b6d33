// On sites that the reader wants checked by themselves: tells the background that one is open.

caveat.tell({ do: "arrived" });
