/** The list of all data sets. Adding one adds its descriptor to this list and nothing elsewhere. */
package org.recu.data.catalog;
