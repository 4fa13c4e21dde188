using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class UsageHistogramConfiguration : IEntityTypeConfiguration<UsageHistogram>
{
    public void Configure(EntityTypeBuilder<UsageHistogram> builder)
    {
        builder.HasKey(h => new { h.Day, h.ModelKey, h.Measure, h.Bucket });
        builder.Property(h => h.ModelKey).HasMaxLength(256);
    }
}
