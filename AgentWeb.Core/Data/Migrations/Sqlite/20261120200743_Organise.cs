using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AgentWeb.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Organise : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ConversationTags",
                columns: table => new
                {
                    ConversationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    NormalizedName = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConversationTags", x => new { x.ConversationId, x.NormalizedName });
                    table.ForeignKey(
                        name: "FK_ConversationTags_Conversations_ConversationId",
                        column: x => x.ConversationId,
                        principalTable: "Conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Folders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    NormalizedName = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Folders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Folders_AspNetUsers_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            // With its key at once: added apart, the table would be made anew.
            migrationBuilder.Sql(
                """
                ALTER TABLE "Conversations" ADD "FolderId" TEXT NULL
                    CONSTRAINT "FK_Conversations_Folders_FolderId" REFERENCES "Folders" ("Id");
                """);

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_FolderId_LastActiveAt_Id",
                table: "Conversations",
                columns: new[] { "FolderId", "LastActiveAt", "Id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "IX_ConversationTags_OwnerId_NormalizedName",
                table: "ConversationTags",
                columns: new[] { "OwnerId", "NormalizedName" });

            migrationBuilder.CreateIndex(
                name: "IX_Folders_OwnerId_NormalizedName",
                table: "Folders",
                columns: new[] { "OwnerId", "NormalizedName" },
                unique: true);

            SearchTables.Create(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            SearchTables.Drop(migrationBuilder);

            migrationBuilder.DropForeignKey(
                name: "FK_Conversations_Folders_FolderId",
                table: "Conversations");

            migrationBuilder.DropTable(
                name: "ConversationTags");

            migrationBuilder.DropTable(
                name: "Folders");

            migrationBuilder.DropIndex(
                name: "IX_Conversations_FolderId_LastActiveAt_Id",
                table: "Conversations");

            migrationBuilder.DropColumn(
                name: "FolderId",
                table: "Conversations");
        }
    }
}
