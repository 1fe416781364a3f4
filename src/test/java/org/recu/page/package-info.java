/** The report of runs, read as its readers do. */
package org.recu.page;
