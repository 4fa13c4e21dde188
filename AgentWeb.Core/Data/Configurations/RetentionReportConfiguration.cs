using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class RetentionReportConfiguration : IEntityTypeConfiguration<RetentionReport>
{
    public void Configure(EntityTypeBuilder<RetentionReport> builder)
    {
        builder.HasKey(r => r.Task);
        builder.Property(r => r.Task).HasMaxLength(64);
        builder.Property(r => r.ErrorCode).HasMaxLength(64);
    }
}
