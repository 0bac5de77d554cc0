/* Backups by AWS Backup, which are retained when the table is deleted: one vault and role for the service, a
 * plan for each table. https://docs.aws.amazon.com/aws-backup/latest/devguide/about-backup-plans.html */
#ifndef TEMPLATES_TABLES_TABLE_BACKUPS_H
#define TEMPLATES_TABLES_TABLE_BACKUPS_H
#include "templates/tables/table.h"

extern const struct form backups_form;
void backups_write(struct template *, const struct table *); /* the plan by which AWS Backup copies it */
#endif
