using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AgentWeb.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FairQueue : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Jobs_ModelKey_State_Seq",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_State_Priority_Seq",
                table: "Jobs");

            migrationBuilder.AddColumn<int>(
                name: "ContinuesFrom",
                table: "Jobs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "Jobs",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "LeaseUntil",
                table: "Jobs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Retries",
                table: "Jobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "TimeToFirstTokenMs",
                table: "Jobs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "TokensPerSecond",
                table: "Jobs",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "WaitingSince",
                table: "Jobs",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.CreateTable(
                name: "ProductEvents",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Value = table.Column<long>(type: "INTEGER", nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProductEvents", x => x.Seq);
                    table.ForeignKey(
                        name: "FK_ProductEvents_AspNetUsers_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "QueueControls",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Paused = table.Column<bool>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedBy = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QueueControls", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "QueueTurns",
                columns: table => new
                {
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    IsWaiting = table.Column<bool>(type: "INTEGER", nullable: false),
                    LastServed = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QueueTurns", x => x.OwnerId);
                    table.ForeignKey(
                        name: "FK_QueueTurns_AspNetUsers_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_ModelKey_FinishedAt",
                table: "Jobs",
                columns: new[] { "ModelKey", "FinishedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_ModelKey_State_Priority_Seq",
                table: "Jobs",
                columns: new[] { "ModelKey", "State", "Priority", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_State_LeaseUntil",
                table: "Jobs",
                columns: new[] { "State", "LeaseUntil" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_State_WaitingSince",
                table: "Jobs",
                columns: new[] { "State", "WaitingSince" });

            migrationBuilder.CreateIndex(
                name: "IX_ProductEvents_Name_At",
                table: "ProductEvents",
                columns: new[] { "Name", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ProductEvents_OwnerId",
                table: "ProductEvents",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_QueueTurns_IsWaiting_LastServed",
                table: "QueueTurns",
                columns: new[] { "IsWaiting", "LastServed" });

            migrationBuilder.CreateIndex(
                name: "IX_QueueTurns_LastServed",
                table: "QueueTurns",
                column: "LastServed");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ProductEvents");

            migrationBuilder.DropTable(
                name: "QueueControls");

            migrationBuilder.DropTable(
                name: "QueueTurns");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_ModelKey_FinishedAt",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_ModelKey_State_Priority_Seq",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_State_LeaseUntil",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_State_WaitingSince",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "ContinuesFrom",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "LeaseUntil",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "Retries",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "TimeToFirstTokenMs",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "TokensPerSecond",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "WaitingSince",
                table: "Jobs");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_ModelKey_State_Seq",
                table: "Jobs",
                columns: new[] { "ModelKey", "State", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_State_Priority_Seq",
                table: "Jobs",
                columns: new[] { "State", "Priority", "Seq" });
        }
    }
}
