using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AgentWeb.Core.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class PlaceInLine : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Jobs_OwnerId_State_ModelKey_Priority_Seq",
                table: "Jobs",
                columns: new[] { "OwnerId", "State", "ModelKey", "Priority", "Seq" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Jobs_OwnerId_State_ModelKey_Priority_Seq",
                table: "Jobs");
        }
    }
}
