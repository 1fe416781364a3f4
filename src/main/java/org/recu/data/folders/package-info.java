/**
 * Sets of image files in folders, one folder per class: finding the set, listing its files, and
 * remembering the listing, so that a resumed run need not list millions of files again.
 */
package org.recu.data.folders;
