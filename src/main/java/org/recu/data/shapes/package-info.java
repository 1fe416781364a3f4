/** The built-in set {@code shapes}, whose images the program draws itself. */
package org.recu.data.shapes;
