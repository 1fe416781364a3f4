/** Tests of the report, reading the page as its readers do. */
package org.recu.page;
