using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AgentWeb.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SidebarState : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Conversations_OwnerId_LastActiveAt_Id",
                table: "Conversations");

            migrationBuilder.AddColumn<bool>(
                name: "Archived",
                table: "Conversations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "DeletedAt",
                table: "Conversations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Pinned",
                table: "Conversations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "RepliedAt",
                table: "Conversations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SeenAt",
                table: "Conversations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_DeletedAt",
                table: "Conversations",
                column: "DeletedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_OwnerId_Archived_Pinned_LastActiveAt_Id",
                table: "Conversations",
                columns: new[] { "OwnerId", "Archived", "Pinned", "LastActiveAt", "Id" },
                descending: new[] { false, false, true, true, true });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Conversations_DeletedAt",
                table: "Conversations");

            migrationBuilder.DropIndex(
                name: "IX_Conversations_OwnerId_Archived_Pinned_LastActiveAt_Id",
                table: "Conversations");

            migrationBuilder.DropColumn(
                name: "Archived",
                table: "Conversations");

            migrationBuilder.DropColumn(
                name: "DeletedAt",
                table: "Conversations");

            migrationBuilder.DropColumn(
                name: "Pinned",
                table: "Conversations");

            migrationBuilder.DropColumn(
                name: "RepliedAt",
                table: "Conversations");

            migrationBuilder.DropColumn(
                name: "SeenAt",
                table: "Conversations");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_OwnerId_LastActiveAt_Id",
                table: "Conversations",
                columns: new[] { "OwnerId", "LastActiveAt", "Id" },
                descending: new[] { false, true, true });
        }
    }
}
