using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AgentWeb.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FileWaits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "WaitsForFilesUntil",
                table: "Jobs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_WaitsForFilesUntil",
                table: "Jobs",
                column: "WaitsForFilesUntil",
                filter: "WaitsForFilesUntil IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Jobs_WaitsForFilesUntil",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "WaitsForFilesUntil",
                table: "Jobs");
        }
    }
}
