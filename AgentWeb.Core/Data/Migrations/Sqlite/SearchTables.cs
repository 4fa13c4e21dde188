using Microsoft.EntityFrameworkCore.Migrations;

namespace AgentWeb.Core.Data.Migrations.Sqlite;

/// <summary>
/// The search index of SQLite, which is no part of the model: a number for each title and message (a full-text table knows rows by numbers
/// only, and those of the tables themselves may change when the file is compacted), the words, and the triggers that keep both.
/// </summary>
/// <remarks>
/// A migration that makes <c>Conversations</c> or <c>Messages</c> anew, as SQLite needs it for some changes, loses their triggers: it must call
/// <see cref="CreateTriggers"/> at its end. A test watches that they are there.
/// </remarks>
internal static class SearchTables
{
    /// <summary>Makes it, and reads what is there into it.</summary>
    public static void Create(MigrationBuilder migration)
    {
        migration.Sql(
            """
            CREATE TABLE "SearchEntries" (
                "Id" INTEGER NOT NULL CONSTRAINT "PK_SearchEntries" PRIMARY KEY,
                "SourceId" TEXT NOT NULL CONSTRAINT "AK_SearchEntries_SourceId" UNIQUE,
                "ConversationId" TEXT NOT NULL,
                "MessageId" TEXT NULL,
                "At" TEXT NOT NULL);
            CREATE VIRTUAL TABLE "SearchIndex" USING fts5(
                "Terms", content='', columnsize=0, detail=none, tokenize='ascii', prefix='13 14 15 16 17 18');

            INSERT INTO "SearchEntries" ("SourceId", "ConversationId", "MessageId", "At")
            SELECT "Id", "ConversationId", "MessageId", "At" FROM (
                SELECT "Id", "Id" AS "ConversationId", NULL AS "MessageId", "LastActiveAt" AS "At" FROM "Conversations"
                UNION ALL
                SELECT "Id", "ConversationId", "Id", "CreatedAt" FROM "Messages")
            ORDER BY "At";

            INSERT INTO "SearchIndex" (rowid, "Terms")
            SELECT e."Id", search_terms(m."OwnerId", m."ConversationId", CAST(m."Text" AS BLOB))
            FROM "SearchEntries" e JOIN "Messages" m ON m."Id" = e."SourceId"
            UNION ALL
            SELECT e."Id", search_terms(c."OwnerId", c."Id", CAST(c."Title" AS BLOB))
            FROM "SearchEntries" e JOIN "Conversations" c ON c."Id" = e."SourceId"
            ORDER BY 1;
            """);
        CreateTriggers(migration);
    }

    /// <summary>Makes the triggers.</summary>
    /// <remarks>
    /// A full-text table without content forgets a row only when it is told the words again. A title moves up with its conversation, so that it
    /// is found where its newest message is.
    /// </remarks>
    public static void CreateTriggers(MigrationBuilder migration) => migration.Sql(
        """
        CREATE TRIGGER "SearchMessageInserted" AFTER INSERT ON "Messages" BEGIN
            INSERT INTO "SearchEntries" ("SourceId", "ConversationId", "MessageId", "At") VALUES (new."Id", new."ConversationId", new."Id", new."CreatedAt");
            INSERT INTO "SearchIndex" (rowid, "Terms")
                SELECT "Id", search_terms(new."OwnerId", new."ConversationId", CAST(new."Text" AS BLOB)) FROM "SearchEntries" WHERE "SourceId" = new."Id";
        END;

        CREATE TRIGGER "SearchMessageUpdated" AFTER UPDATE OF "Text" ON "Messages" WHEN old."Text" IS NOT new."Text" BEGIN
            INSERT INTO "SearchIndex" ("SearchIndex", rowid, "Terms")
                SELECT 'delete', "Id", search_terms(old."OwnerId", old."ConversationId", CAST(old."Text" AS BLOB)) FROM "SearchEntries" WHERE "SourceId" = old."Id";
            INSERT INTO "SearchIndex" (rowid, "Terms")
                SELECT "Id", search_terms(new."OwnerId", new."ConversationId", CAST(new."Text" AS BLOB)) FROM "SearchEntries" WHERE "SourceId" = new."Id";
        END;

        CREATE TRIGGER "SearchMessageDeleted" AFTER DELETE ON "Messages" BEGIN
            INSERT INTO "SearchIndex" ("SearchIndex", rowid, "Terms")
                SELECT 'delete', "Id", search_terms(old."OwnerId", old."ConversationId", CAST(old."Text" AS BLOB)) FROM "SearchEntries" WHERE "SourceId" = old."Id";
            DELETE FROM "SearchEntries" WHERE "SourceId" = old."Id";
        END;

        CREATE TRIGGER "SearchConversationInserted" AFTER INSERT ON "Conversations" BEGIN
            INSERT INTO "SearchEntries" ("SourceId", "ConversationId", "MessageId", "At") VALUES (new."Id", new."Id", NULL, new."LastActiveAt");
            INSERT INTO "SearchIndex" (rowid, "Terms")
                SELECT "Id", search_terms(new."OwnerId", new."Id", CAST(new."Title" AS BLOB)) FROM "SearchEntries" WHERE "SourceId" = new."Id";
        END;

        CREATE TRIGGER "SearchConversationUpdated" AFTER UPDATE OF "Title", "LastActiveAt" ON "Conversations"
        WHEN old."Title" IS NOT new."Title" OR old."LastActiveAt" IS NOT new."LastActiveAt" BEGIN
            INSERT INTO "SearchIndex" ("SearchIndex", rowid, "Terms")
                SELECT 'delete', "Id", search_terms(old."OwnerId", old."Id", CAST(old."Title" AS BLOB)) FROM "SearchEntries" WHERE "SourceId" = old."Id";
            DELETE FROM "SearchEntries" WHERE "SourceId" = old."Id";
            INSERT INTO "SearchEntries" ("SourceId", "ConversationId", "MessageId", "At") VALUES (new."Id", new."Id", NULL, new."LastActiveAt");
            INSERT INTO "SearchIndex" (rowid, "Terms")
                SELECT "Id", search_terms(new."OwnerId", new."Id", CAST(new."Title" AS BLOB)) FROM "SearchEntries" WHERE "SourceId" = new."Id";
        END;

        CREATE TRIGGER "SearchConversationDeleted" AFTER DELETE ON "Conversations" BEGIN
            INSERT INTO "SearchIndex" ("SearchIndex", rowid, "Terms")
                SELECT 'delete', "Id", search_terms(old."OwnerId", old."Id", CAST(old."Title" AS BLOB)) FROM "SearchEntries" WHERE "SourceId" = old."Id";
            DELETE FROM "SearchEntries" WHERE "SourceId" = old."Id";
        END;
        """);

    /// <summary>Removes it.</summary>
    public static void Drop(MigrationBuilder migration) => migration.Sql(
        """
        DROP TRIGGER IF EXISTS "SearchMessageInserted";
        DROP TRIGGER IF EXISTS "SearchMessageUpdated";
        DROP TRIGGER IF EXISTS "SearchMessageDeleted";
        DROP TRIGGER IF EXISTS "SearchConversationInserted";
        DROP TRIGGER IF EXISTS "SearchConversationUpdated";
        DROP TRIGGER IF EXISTS "SearchConversationDeleted";
        DROP TABLE "SearchIndex";
        DROP TABLE "SearchEntries";
        """);
}
